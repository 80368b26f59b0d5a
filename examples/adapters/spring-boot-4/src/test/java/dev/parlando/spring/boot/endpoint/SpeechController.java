package dev.parlando.spring.boot.endpoint;

import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** An endpoint of WebFlux for the source of an audio element. */
// region
@RestController
class SpeechController {
    private final SpeechSource engine;
    private final SpeechRequest template; // That of the starter, in MP3.

    SpeechController(SpeechSource engine, SpeechRequest template) {
        this.engine = engine;
        this.template = template;
    }

    @GetMapping("/speech")
    ResponseEntity<Flux<DataBuffer>> speech(@RequestParam String text) {
        SpeechRequest request = template.toBuilder().text(text).build();
        Flux<DataBuffer> audio = JdkFlowAdapter.flowPublisherToFlux(engine.publisher(request))
                .map(DefaultDataBufferFactory.sharedInstance::wrap);
        return ResponseEntity.ok().contentType(MediaType.valueOf("audio/mpeg")).body(audio);
    }
}
// endregion
