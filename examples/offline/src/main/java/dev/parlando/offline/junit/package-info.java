/**
 * A JUnit extension that runs an {@link dev.parlando.offline.OfflineVoiceServer} for a test. It needs JUnit Jupiter 5.8 or
 * newer, which is an optional dependency.
 */
@NullMarked
package dev.parlando.offline.junit;

import org.jspecify.annotations.NullMarked;
