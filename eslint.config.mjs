import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '**/artifacts/', 'plugin/.config/'] },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 400, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ['plugin/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: { ...globals.browser } },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  // Configuration of the plugin's tests, laid out as create-plugin does: CommonJS, in a browser's world.
  {
    files: ['plugin/jest*.js'],
    languageOptions: { globals: { ...globals.browser, ...globals.node, ...globals.jest } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  // What is handed to a page runs there.
  { files: ['plugin/bench/*.mjs'], languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  // Command lines talk to a terminal.
  { files: ['scripts/**', '**/*.mjs', 'collector-processor/src/cli/**'], rules: { 'no-console': 'off' } },
  prettier,
);
