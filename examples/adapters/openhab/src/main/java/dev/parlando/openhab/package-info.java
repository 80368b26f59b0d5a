/** A text-to-speech service of openHAB. */
@NullMarked
package dev.parlando.openhab;

import org.jspecify.annotations.NullMarked;
