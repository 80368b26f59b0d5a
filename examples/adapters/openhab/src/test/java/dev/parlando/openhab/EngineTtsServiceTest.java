package dev.parlando.openhab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.core.audio.AudioFormat;
import org.openhab.core.audio.AudioStream;
import org.openhab.core.voice.TTSException;
import org.openhab.core.voice.TTSService;
import org.openhab.core.voice.Voice;

@Tag("adapter")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineTtsServiceTest {
    private static final Voice VOICE =
            new AccountVoice(OfflineVoiceServer.STANDARD_VOICE_ID, "Standard", Locale.ENGLISH);

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private static AudioFormat format(String codec) {
        return new AudioFormat(AudioFormat.CONTAINER_NONE, codec, null, null, null, null, null);
    }

    private TTSService speech() {
        return new EngineTtsService(service.engine());
    }

    @Test
    void listsVoicesOfAccount() {
        TTSService speech = speech();
        assertThat(speech.getId()).isEqualTo("parlando");
        assertThat(speech.getLabel(null)).isNotEmpty();
        assertThat(speech.getAvailableVoices())
                .extracting(Voice::getUID)
                .contains("parlando:" + OfflineVoiceServer.STANDARD_VOICE_ID);
        assertThat(speech.getAvailableVoices()).isNotEmpty().allSatisfy(voice -> {
            assertThat(voice.getLabel()).isNotEmpty();
            assertThat(voice.getLocale().getLanguage()).isNotEmpty();
        });
        assertThat(speech.getAvailableVoices()).isSameAs(speech.getAvailableVoices());
    }

    @Test
    void hasNoVoicesWithWrongKey() {
        try (SpeechEngine unknown =
                service.engineBuilder().apiKey(ApiKey.of("wrong-key")).build()) {
            assertThat(new EngineTtsService(unknown).getAvailableVoices()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"MP3, mp3_44100_128", "PCM_SIGNED, pcm_16000", "ULAW, ulaw_8000", "ALAW, alaw_8000"})
    void speaksInFirstFormatOfCodec(String codec, String outputFormat) throws Exception {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(500)));
        try (AudioStream audio = speech().synthesize("Good evening.", VOICE, format(codec))) {
            assertThat(audio.getFormat().getCodec()).isEqualTo(codec);
            assertThat(audio.readAllBytes()).hasSizeGreaterThan(3900);
        }
        service.requests()
                .only()
                .assertText("Good evening.")
                .assertVoice(OfflineVoiceServer.STANDARD_VOICE_ID)
                .assertFormat(outputFormat)
                .assertCompleted();
    }

    @Test
    void speaksEachSupportedFormat() throws Exception {
        TTSService speech = speech();
        for (AudioFormat format : speech.getSupportedFormats()) {
            service.answer(SpeechAnswer.tone(Duration.ofMillis(100)));
            try (AudioStream audio = speech.synthesize("Hello.", VOICE, format)) {
                assertThat(audio.getFormat()).isSameAs(format);
                assertThat(audio.readAllBytes()).isNotEmpty();
            }
        }
    }

    @Test
    void returnsStreamBeforeSpeechIsComplete() throws Exception {
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(1)).chunks(4000, Duration.ofHours(1)));
        try (AudioStream audio = speech().synthesize("Hello.", VOICE, format(AudioFormat.CODEC_PCM_SIGNED))) {
            assertThat(audio.readNBytes(4000)).hasSize(4000);
        }
        service.requests().only().assertCancelled();
    }

    @Test
    void refusalIsTtsExceptionWithRemedy() {
        service.answer(SpeechAnswer.refusal(ServiceRefusal.INSUFFICIENT_CREDITS));
        assertThatThrownBy(() -> speech().synthesize("Hello.", VOICE, format(AudioFormat.CODEC_MP3)))
                .isInstanceOf(TTSException.class)
                .hasMessageContaining("credits");
    }

    @Test
    void emptyTextIsTtsException() {
        assertThatThrownBy(() -> speech().synthesize("", VOICE, format(AudioFormat.CODEC_MP3)))
                .isInstanceOf(TTSException.class)
                .hasMessageContaining("text");
        service.requests().assertCount(0);
    }

    @Test
    void otherFormatOrVoiceIsTtsException() {
        assertThatThrownBy(() -> speech().synthesize("Hello.", VOICE, format("VORBIS")))
                .isInstanceOf(TTSException.class)
                .hasMessageContaining("not supported");
        Voice other = new Voice() {
            @Override
            public String getUID() {
                return "other:one";
            }

            @Override
            public String getLabel() {
                return "One";
            }

            @Override
            public Locale getLocale() {
                return Locale.ENGLISH;
            }
        };
        assertThatThrownBy(() -> speech().synthesize("Hello.", other, format(AudioFormat.CODEC_MP3)))
                .isInstanceOf(TTSException.class)
                .hasMessageContaining("other:one");
    }

    @Test
    void speechThatBreaksOffFailsRead() throws Exception {
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(1)).failingAfter(4000, AnswerFault.STREAM_RESET));
        try (AudioStream audio = speech().synthesize("Hello.", VOICE, format(AudioFormat.CODEC_PCM_SIGNED))) {
            assertThatThrownBy(audio::readAllBytes).isInstanceOf(IOException.class);
        }
    }
}
