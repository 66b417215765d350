// The matchers of testing-library, for `expect` as @jest/globals exports it.
import '@testing-library/jest-dom/jest-globals';
