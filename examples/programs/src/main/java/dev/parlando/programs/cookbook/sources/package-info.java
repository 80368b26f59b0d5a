/** Recipes for sources of speech in front of an engine. */
@NullMarked
package dev.parlando.programs.cookbook.sources;

import org.jspecify.annotations.NullMarked;
