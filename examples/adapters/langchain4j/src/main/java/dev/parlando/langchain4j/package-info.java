/** The text-to-speech model of langchain4j, and speech of its answers while they are written. */
@NullMarked
package dev.parlando.langchain4j;

import org.jspecify.annotations.NullMarked;
