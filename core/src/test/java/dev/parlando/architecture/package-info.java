/** Tests of the packages, layers and coding rules that the design prescribes. */
@NullMarked
package dev.parlando.architecture;

import org.jspecify.annotations.NullMarked;
