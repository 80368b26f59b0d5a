/** Speech synthesis with FreeTTS, with the time of each character of the sent and of the spoken text. */
@NullMarked
package dev.parlando.offline.synthesis;

import org.jspecify.annotations.NullMarked;
