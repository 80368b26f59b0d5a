package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that calls end with a helpful error if a library is missing from the class path. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MissingLibraryTest {
    @ParameterizedTest
    @ValueSource(strings = {"voices", "speech without a voice", "refused speech"})
    void reportsMissingJsonLibrary(String call) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(MissingLibraryTest::answer);
                URLClassLoader loader = IsolatedClient.loaderWithout("jackson-annotations")) {
            assertThat(IsolatedClient.run(loader, call, server.baseUrl()))
                    .startsWith("INTERNAL")
                    .contains("class path")
                    .contains("com/fasterxml/jackson");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "io.netty.bootstrap.Bootstrap, Netty 4.1.95 or newer is needed; found 4., netty-transport, property netty.version",
        "com.lmax.disruptor.RingBuffer, LMAX Disruptor 3.3 or newer is needed; found, disruptor, ''",
        "com.fasterxml.jackson.core.exc.StreamWriteException, Jackson 2.13 or newer is needed; found 2., jackson-core,"
                + " property jackson-bom.version",
    })
    void namesVersionThatIsTooOld(String introduced, String message, String file, String remedy) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(MissingLibraryTest::answer);
                URLClassLoader loader = IsolatedClient.loaderWithoutClass(introduced)) {
            assertThat(IsolatedClient.run(loader, "voices", server.baseUrl()))
                    .startsWith("INTERNAL")
                    .contains("class path", message, file, remedy);
        }
    }

    private static void answer(ScriptedStream stream) {
        if (stream.path().contains("text-to-speech")) {
            stream.head(422, "content-type", "application/json")
                    .end("{\"detail\":{\"status\":\"s\",\"message\":\"m\"}}".getBytes(StandardCharsets.UTF_8));
        } else {
            stream.head(200, "content-type", "application/json")
                    .end("{\"voices\":[],\"has_more\":false}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
