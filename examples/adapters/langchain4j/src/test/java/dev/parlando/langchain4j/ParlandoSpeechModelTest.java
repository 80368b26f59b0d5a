package dev.parlando.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.parlando.error.InterruptedWaitException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("adapter")
class ParlandoSpeechModelTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    @Test
    void returnsTheAudioAndItsType() {
        byte[] sound = {1, 2, 3, 4};
        service.answer(SpeechAnswer.audio(sound));
        TextToSpeechModel model = new ParlandoSpeechModel(service.engine());
        Audio audio = model.synthesize("Hello.").audio();
        assertThat(audio.binaryData()).isEqualTo(sound);
        assertEquals("audio/mpeg", audio.mimeType());
        assertEquals(ModelProvider.OTHER, model.provider());
        service.requests().only().assertText("Hello.").assertCompleted();
    }

    @Test
    void voiceOfARequestReplacesThatOfTheTemplate() {
        service.answerAlways(SpeechAnswer.silence(Duration.ofMillis(10)));
        TextToSpeechModel model = new ParlandoSpeechModel(
                service.engine(),
                SpeechRequest.template()
                        .voice("templateVoice")
                        .outputFormat(OutputFormat.PCM_24000)
                        .build());
        assertEquals("audio/pcm", model.synthesize("Hello.").audio().mimeType());
        service.requests().last().assertVoice("templateVoice").assertFormat("pcm_24000");

        TextToSpeechRequest request =
                TextToSpeechRequest.builder("Hello.").voice("otherVoice").build();
        assertThat(model.synthesize(request).audio().binaryData()).isNotEmpty();
        service.requests().last().assertVoice("otherVoice").assertFormat("pcm_24000");
    }

    @Test
    void wrongVoiceIsNamed() {
        TextToSpeechModel model = new ParlandoSpeechModel(service.engine());
        TextToSpeechRequest request =
                TextToSpeechRequest.builder("Hello.").voice("../voices").build();
        var error = assertThrows(InvalidRequestException.class, () -> model.synthesize(request));
        assertEquals("voice_id", error.option());
    }

    @Test
    void refusalIsTheErrorOfTheEngine() {
        service.answer(SpeechAnswer.refusal(ServiceRefusal.UNPROCESSABLE));
        TextToSpeechModel model = new ParlandoSpeechModel(service.engine());
        assertThrows(RequestRejectedException.class, () -> model.synthesize("Hello."));
    }

    @Test
    void interruptedCallCancelsItsRequest() {
        service.answer(SpeechAnswer.silence(Duration.ofMinutes(1)).chunks(1_000, Duration.ofMillis(20)));
        TextToSpeechModel model = new ParlandoSpeechModel(service.engine());
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            service.requests().await(1);
            caller.interrupt();
        });
        interrupter.start();
        assertThrows(InterruptedWaitException.class, () -> model.synthesize("Hello."));
        assertTrue(Thread.interrupted());
        service.requests().only().assertCancelled();
    }
}
