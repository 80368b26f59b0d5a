/** Streams of audio that is already in this process: their handler, their threads and their deadlines. */
@NullMarked
package dev.parlando.internal.feed;

import org.jspecify.annotations.NullMarked;
