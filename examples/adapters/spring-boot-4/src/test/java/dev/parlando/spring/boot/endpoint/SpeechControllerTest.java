package dev.parlando.spring.boot.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.load.AnswerFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;

@Tag("adapter")
class SpeechControllerTest extends EndpointContract {
    SpeechControllerTest() {
        super(WebApplicationType.REACTIVE, SpeechController.class);
    }

    @Test
    void audioIsSentBeforeItIsComplete() throws IOException, InterruptedException {
        service.answer(SpeechAnswer.audio(new byte[1_000]).chunks(500, Duration.ofHours(1)));
        try (InputStream audio = get(BodyHandlers.ofInputStream()).body()) {
            assertEquals(500, audio.readNBytes(500).length);
        }
    }

    @Test
    void speechThatBreaksOffAbortsTheResponse() {
        service.answer(SpeechAnswer.audio(new byte[20_000]).failingAfter(10_000, AnswerFault.CUT));
        assertThrows(IOException.class, () -> get(BodyHandlers.ofByteArray()));
    }
}
