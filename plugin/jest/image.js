// An image is its address; tests do not look at it.
module.exports = 'image.svg';
