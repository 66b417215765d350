import { Type, type Static } from 'typebox';
import { section, text, textMap } from './schema-types.ts';

export const panelSchema = section(
  {
    dashboard: text({ description: "The dashboard's uid, as in its address." }),
    id: Type.Integer({ description: "The panel's number on it, as in the address of the panel alone.", minimum: 1 }),
    variables: Type.Optional(
      textMap({
        description: "Variables of the dashboard, each with the label of the incident's series that it is set from.",
        whenAbsent: "the dashboard's own values",
        examples: [{ service: 'service.name' }],
      }),
    ),
  },
  'The panel in Grafana that shows it: its incidents link there, at their time.',
);
export type PanelConfig = Static<typeof panelSchema>;
