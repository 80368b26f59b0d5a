@NullMarked
package dev.parlando.offline.voices;

import org.jspecify.annotations.NullMarked;
