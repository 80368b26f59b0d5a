/** Changes how loud samples are; shared by what plays and what mixes. */
@NullMarked
package dev.parlando.audio.internal.level;

import org.jspecify.annotations.NullMarked;
