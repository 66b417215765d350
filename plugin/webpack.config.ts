import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';
import { NestedChunks } from './scripts/nested-chunks.ts';

/** create-plugin copies the images of the root plugin alone; the nested plugins' logos must be beside their plugin.json too. */
export default async (env: Env): Promise<Configuration> =>
  merge(await grafanaConfig(env), {
    // App, datasource and panel run on one page and hear of each other's chunks. A module must be the same in all of them:
    // by default each gets the exports that it uses alone, and the app's copy of a module lacked what the datasource called.
    optimization: { usedExports: 'global' },
    plugins: [new CopyWebpackPlugin({ patterns: [{ from: '*/img/**/*', to: '.' }] }), new NestedChunks()],
  });
