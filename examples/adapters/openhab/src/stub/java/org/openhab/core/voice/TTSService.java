package org.openhab.core.voice;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openhab.core.audio.AudioFormat;
import org.openhab.core.audio.AudioStream;

/** Signature of openHAB. */
public interface TTSService {
    String getId();

    String getLabel(@Nullable Locale locale);

    Set<Voice> getAvailableVoices();

    Set<AudioFormat> getSupportedFormats();

    AudioStream synthesize(String text, Voice voice, AudioFormat requestedFormat) throws TTSException;
}
