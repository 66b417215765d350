// Imported before all else: @grafana/ui reads it when it asks for icons and fonts.
Object.assign(window, { __grafana_public_path__: '/assets/' });

export {};
