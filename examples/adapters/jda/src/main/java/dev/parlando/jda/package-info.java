/** Speech in the voice channels of Discord, through JDA. */
@NullMarked
package dev.parlando.jda;

import org.jspecify.annotations.NullMarked;
