/** Is the code of {@code docs/cookbook.md}: one small class a recipe, each run by a test. */
@NullMarked
package dev.parlando.examples.cookbook;

import org.jspecify.annotations.NullMarked;
