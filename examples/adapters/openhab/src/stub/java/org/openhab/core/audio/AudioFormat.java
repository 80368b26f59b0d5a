package org.openhab.core.audio;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Signature of openHAB, where a property that is null stands for any value. */
public class AudioFormat {
    public static final String CONTAINER_NONE = "NONE";
    public static final String CODEC_PCM_SIGNED = "PCM_SIGNED";
    public static final String CODEC_PCM_ULAW = "ULAW";
    public static final String CODEC_PCM_ALAW = "ALAW";
    public static final String CODEC_MP3 = "MP3";

    private final @Nullable Object[] properties;

    public AudioFormat(
            @Nullable String container,
            @Nullable String codec,
            @Nullable Boolean bigEndian,
            @Nullable Integer bitDepth,
            @Nullable Integer bitRate,
            @Nullable Long frequency,
            @Nullable Integer channels) {
        properties = new @Nullable Object[] {container, codec, bigEndian, bitDepth, bitRate, frequency, channels};
    }

    public @Nullable String getCodec() {
        return (String) properties[1];
    }

    public @Nullable Long getFrequency() {
        return (Long) properties[5];
    }

    public boolean isCompatible(@Nullable AudioFormat other) {
        if (other == null) {
            return false;
        }
        for (int i = 0; i < properties.length - 1; i++) {
            if (properties[i] != null && !Objects.equals(properties[i], other.properties[i])) {
                return false;
            }
        }
        return true;
    }
}
