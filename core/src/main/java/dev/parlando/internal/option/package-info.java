/** Validation of the values that users set. */
@NullMarked
package dev.parlando.internal.option;

import org.jspecify.annotations.NullMarked;
