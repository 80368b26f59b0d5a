/** Tests as users of the library write them, shown on the page about tests. */
@NullMarked
package dev.parlando.programs.cookbook.testing;

import org.jspecify.annotations.NullMarked;
