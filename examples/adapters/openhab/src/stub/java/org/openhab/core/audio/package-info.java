/**
 * Signatures of openHAB that the adapter uses, to compile and test it; not a part of its artifact. They follow
 * {@code org.openhab.core.audio} of openHAB 5 (openhab/openhab-core, Eclipse Public License 2.0).
 */
@NullMarked
package org.openhab.core.audio;

import org.jspecify.annotations.NullMarked;
