/** The voices and models that the offline server offers. */
@NullMarked
package dev.parlando.offline.voices;

import org.jspecify.annotations.NullMarked;
