/** The code of {@code docs/cookbook.md}: one small class per recipe, each run by a test. */
@NullMarked
package dev.parlando.programs.cookbook;

import org.jspecify.annotations.NullMarked;
