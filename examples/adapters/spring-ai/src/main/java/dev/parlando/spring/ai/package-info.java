/** The text-to-speech model of Spring AI, over the speech engine. */
@NullMarked
package dev.parlando.spring.ai;

import org.jspecify.annotations.NullMarked;
