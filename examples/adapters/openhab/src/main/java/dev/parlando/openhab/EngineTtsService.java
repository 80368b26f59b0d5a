package dev.parlando.openhab;

import dev.parlando.SpeechEngine;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.voice.VoiceQuery;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openhab.core.audio.AudioFormat;
import org.openhab.core.audio.AudioStream;
import org.openhab.core.voice.TTSException;
import org.openhab.core.voice.TTSService;
import org.openhab.core.voice.Voice;

/**
 * A text-to-speech service of openHAB, with the voices of the account.
 *
 * <pre>{@code
 * SpeechEngine engine = SpeechEngine.create();
 * bundleContext.registerService(TTSService.class, new EngineTtsService(engine), null);
 * }</pre>
 *
 * <p>{@link #synthesize} returns when the first audio has arrived, and the stream delivers the rest as it arrives. Closing
 * the stream cancels the request. openHAB copies the stream itself where a sink needs its length.
 *
 * <p>Threading: safe for use from any thread. The engine stays open.
 */
public final class EngineTtsService implements TTSService {
    static final String ID = "parlando";
    /** The model with the least time to first audio. */
    private static final String MODEL = "eleven_flash_v2_5";

    private final SpeechEngine engine;
    private final SpeechFormats formats = new SpeechFormats();
    private volatile @Nullable Set<Voice> voices;

    /** Creates a service that speaks with the engine. */
    public EngineTtsService(SpeechEngine engine) {
        this.engine = engine;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getLabel(@Nullable Locale locale) {
        return "ElevenLabs (Parlando)";
    }

    /**
     * Returns the voices of the account. They are requested once, since openHAB reads them before each utterance. After a
     * failure, which is logged, the set is empty and the next call requests them again.
     */
    @Override
    public Set<Voice> getAvailableVoices() {
        Set<Voice> known = voices;
        if (known != null) {
            return known;
        }
        try {
            Set<Voice> found = engine.allVoices(VoiceQuery.ALL).stream()
                    .map(AccountVoice::of)
                    .collect(Collectors.toUnmodifiableSet());
            voices = found;
            return found;
        } catch (ParlandoException e) {
            System.getLogger(EngineTtsService.class.getName())
                    .log(System.Logger.Level.WARNING, "the voices are not available: " + e.getMessage());
            return Set.of();
        }
    }

    @Override
    public Set<AudioFormat> getSupportedFormats() {
        return formats.all();
    }

    /**
     * Speaks a text.
     *
     * @throws TTSException if the voice is not one of this service, the format is not supported, or no audio arrived; the
     *     message states the remedy
     */
    @Override
    public AudioStream synthesize(String text, Voice voice, AudioFormat requestedFormat) throws TTSException {
        if (!AccountVoice.isIn(voice)) {
            throw new TTSException(
                    "the voice '" + voice.getUID() + "' belongs to another service; use one of '" + ID + "'");
        }
        Map.Entry<AudioFormat, OutputFormat> format = formats.find(requestedFormat)
                .orElseThrow(() -> new TTSException("the format " + requestedFormat
                        + " is not supported; use MP3, PCM of 16 bits, µ-law or A-law"));
        try {
            return open(text, AccountVoice.voiceIdOf(voice), format);
        } catch (ParlandoException | IOException e) {
            throw new TTSException(String.valueOf(e.getMessage()), e);
        }
    }

    private AudioStream open(String text, String voiceId, Map.Entry<AudioFormat, OutputFormat> format)
            throws IOException {
        SpeechRequest request = SpeechRequest.builder(text)
                .voice(voiceId)
                .model(MODEL)
                .outputFormat(format.getValue())
                .build();
        SpeechInputStream speech = engine.inputStream(request);
        try {
            return new SpokenAudioStream(format.getKey(), speech);
        } catch (IOException e) {
            speech.close();
            throw e;
        }
    }
}
