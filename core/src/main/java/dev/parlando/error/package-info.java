/** Holds the one closed family of errors. */
@NullMarked
package dev.parlando.error;

import org.jspecify.annotations.NullMarked;
