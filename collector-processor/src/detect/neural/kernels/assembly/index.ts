export { adam, sumOfSquares, tanhBackward, tanhForward } from './elementwise';
export { gruBackward, gruForward } from './gru';
export { lstmBackward, lstmForward } from './lstm';
export { multiply } from './multiply';
export { fillRows, sumRows, transpose } from './rows';
