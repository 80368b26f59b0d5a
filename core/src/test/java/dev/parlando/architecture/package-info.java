/** Holds the code to the packages, the layers and the habits that the design fixes. */
@NullMarked
package dev.parlando.architecture;

import org.jspecify.annotations.NullMarked;
