import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { LinkButton, useStyles2, type ButtonProps } from '@grafana/ui';
import { useHost, type Destination } from '../host';

/** What makes a link of the app: a real address, opened without loading the page again. */
function usePlaceLink(to: Destination) {
  const { href, go } = useHost();
  return {
    href: href(to),
    onClick: (event: React.MouseEvent) => {
      if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        go(to);
      }
    },
  };
}

/** A link to a place of the app, in a text. */
export function PlaceLink({ to, children }: { readonly to: Destination; readonly children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <a {...usePlaceLink(to)} className={styles.link}>
      {children}
    </a>
  );
}

interface PlaceButtonProps extends Pick<ButtonProps, 'icon' | 'variant' | 'size' | 'fill' | 'aria-label'> {
  readonly to: Destination;
  readonly children: React.ReactNode;
}

/** A link to a place of the app that looks like a button. */
export function PlaceButton({ to, ...button }: PlaceButtonProps) {
  return <LinkButton {...button} {...usePlaceLink(to)} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({
    '&&': { color: theme.colors.text.link },
    '&:hover': { textDecoration: 'underline' },
    overflowWrap: 'anywhere',
  }),
});
