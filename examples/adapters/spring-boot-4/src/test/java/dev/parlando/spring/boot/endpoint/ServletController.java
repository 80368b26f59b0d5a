package dev.parlando.spring.boot.endpoint;

import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.web.ServletSpeech;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An endpoint of Spring MVC for the source of an audio element. */
@RestController
class ServletController {
    private final SpeechSource engine;
    private final SpeechRequest template;

    ServletController(SpeechSource engine, SpeechRequest template) {
        this.engine = engine;
        this.template = template;
    }

    @GetMapping("/speech")
    void speech(@RequestParam String text, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ServletSpeech.send(engine, template.toBuilder().text(text).build(), request, response);
    }
}
