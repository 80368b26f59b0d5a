/** Speech as an audio stream of jMonkeyEngine. */
@NullMarked
package dev.parlando.jmonkeyengine;

import org.jspecify.annotations.NullMarked;
