/** Holds what a caller asks for and gets: requests, formats, streams and chunks. */
@NullMarked
package dev.parlando.speech;

import org.jspecify.annotations.NullMarked;
