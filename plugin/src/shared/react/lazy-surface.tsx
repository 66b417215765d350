import React, { Suspense, lazy, type ComponentType } from 'react';
import { ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';

/**
 * A component that is fetched when it is first shown, once texts are there (`ready`); what fails in it says so in its
 * place, and not in Grafana's.
 */
export function lazySurface<Props extends object>(
  ready: Promise<void>,
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  const Loaded = lazy(async () => {
    await ready;
    return load();
    // React types a lazy component's props by whether it takes a ref, which a plain component does not.
  }) as unknown as ComponentType<Props>;
  return function Surface(props: Props) {
    return (
      <ErrorBoundaryAlert>
        <Suspense fallback={<LoadingPlaceholder text="" />}>
          <Loaded {...props} />
        </Suspense>
      </ErrorBoundaryAlert>
    );
  };
}
