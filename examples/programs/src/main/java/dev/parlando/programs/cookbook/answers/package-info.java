/** The recipes for live text: answers of a language model, one class for each library that writes them. */
@NullMarked
package dev.parlando.programs.cookbook.answers;

import org.jspecify.annotations.NullMarked;
