package dev.parlando.offline.junit;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.OfflineVoiceServerBuilder;
import dev.parlando.offline.RecordedRequest;
import dev.parlando.offline.RecordedRequests;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.http.Certificates;
import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.offline.load.RequestTransport;
import dev.parlando.offline.load.ServiceLimits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that runs an offline server, whose answers a test can script and whose requests it can check.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final OfflineService service = OfflineService.create();
 *
 * @Test
 * void speaks() {
 *     service.answer(SpeechAnswer.tone(Duration.ofSeconds(1)));
 *     new Greeter(service.engine()).greet("Ada");
 *     service.requests().only().assertText("Hello Ada").assertCompleted();
 * }
 * }</pre>
 *
 * <p>A static field has one server for its class and for the classes nested in it; an instance field has one for each
 * test. Every test starts without scripted answers, faults and recorded requests. After each test its engine is closed,
 * and the test fails if a request over HTTP has not ended. When the server ends, the test or class fails if a connection is
 * still open, because then an engine was not closed.
 *
 * <p>Threading: the methods are thread safe while the server runs. Tests that share a server must not run concurrently.
 */
public final class OfflineService
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final OfflineVoiceServerBuilder builder;
    private @Nullable OfflineVoiceServer server;
    private @Nullable ServiceLimits limits;
    private @Nullable SpeechEngine engine;
    private int classes;
    private boolean allowingLeftOpen;
    private Duration grace = Duration.ofSeconds(10);

    private OfflineService(OfflineVoiceServerBuilder builder) {
        this.builder = builder.recordRequests(true);
    }

    /** Creates a service in cleartext whose standard voice also speaks for unknown voice ids. */
    public static OfflineService create() {
        return of(OfflineVoiceServer.builder().acceptUnknownVoices(true));
    }

    /** Creates a service with the options of a server, such as limits, a pace, a clock or TLS. */
    public static OfflineService of(OfflineVoiceServerBuilder builder) {
        return new OfflineService(builder);
    }

    /** Permits that requests and connections stay open, as those of an engine that outlives the tests. */
    public OfflineService allowLeftOpen() {
        allowingLeftOpen = true;
        return this;
    }

    /** Sets the time that requests and connections have to end. */
    OfflineService graceForTests(Duration limit) {
        grace = limit;
        return this;
    }

    /** Returns the server, for its limits, faults and keys. */
    public OfflineVoiceServer server() {
        OfflineVoiceServer running = server;
        if (running == null) {
            throw new IllegalStateException(
                    "the offline service is not running; register it with @RegisterExtension, and use it in tests");
        }
        return running;
    }

    /** Returns the base URI of the server. */
    public URI baseUri() {
        return server().baseUri();
    }

    /** Returns the key for {@code xi-api-key}. */
    public String apiKey() {
        return server().apiKey();
    }

    /** Returns the engine of this test, created at the first call. It is closed after the test. */
    public SpeechEngine engine() {
        SpeechEngine open = engine;
        if (open == null) {
            open = engineBuilder().build();
            engine = open;
        }
        return open;
    }

    /** Returns the settings of an engine of the test's own, with the base URI, the key and a voice. */
    public SpeechEngineBuilder engineBuilder() {
        SpeechEngineBuilder settings = SpeechEngine.builder()
                .baseUrl(baseUri())
                .apiKey(ApiKey.of(apiKey()))
                .defaultVoice(OfflineVoiceServer.STANDARD_VOICE_ID);
        server().certificatePem().map(Certificates::trusting).ifPresent(settings::sslContext);
        return settings;
    }

    /** Sets the answers of the next speech requests, as {@link OfflineVoiceServer#answer}. */
    public void answer(SpeechAnswer... next) {
        server().answer(next);
    }

    /** Sets the answer of all other speech requests of this test, as {@link OfflineVoiceServer#answerAlways}. */
    public void answerAlways(SpeechAnswer standard) {
        server().answerAlways(standard);
    }

    /** Returns the speech requests of this test. */
    public RecordedRequests requests() {
        return server().requests();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        classes++;
        if (server == null) {
            start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (server == null) {
            start();
        }
        server().reset(limits == null ? ServiceLimits.DEFAULT : limits);
    }

    private void start() {
        OfflineVoiceServer started = builder.start();
        server = started;
        limits = started.limits();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> leftOpen = new ArrayList<>();
        try {
            closeEngine();
            leftOpen.addAll(openRequests());
        } finally {
            if (classes == 0) {
                leftOpen.addAll(stop());
            }
        }
        report(leftOpen);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        classes--;
        if (classes == 0) {
            closeEngine();
            report(stop());
        }
    }

    private void closeEngine() {
        SpeechEngine open = engine;
        engine = null;
        if (open != null) {
            open.close();
        }
    }

    private List<String> openRequests() {
        return allowingLeftOpen
                ? List.of()
                : requests().list().stream()
                        .filter(each -> each.transport() != RequestTransport.WEBSOCKET)
                        .filter(this::isOpen)
                        .map(each -> "a request: " + each)
                        .toList();
    }

    private boolean isOpen(RecordedRequest request) {
        return !request.awaitEnd(grace) && request.outcome() == RequestOutcome.OPEN;
    }

    /** Stops the server, and returns the connections that were left open. */
    private List<String> stop() {
        OfflineVoiceServer ending = server();
        server = null;
        try {
            int open = allowingLeftOpen ? 0 : ending.awaitConnections(grace);
            return open == 0
                    ? List.of()
                    : List.of((open == 1 ? "1 connection" : open + " connections") + ": was an engine not closed?");
        } finally {
            ending.close();
        }
    }

    private static void report(List<String> leftOpen) {
        if (!leftOpen.isEmpty()) {
            throw new AssertionError("the test left open"
                    + leftOpen.stream()
                            .map(each -> System.lineSeparator() + "  " + each)
                            .collect(Collectors.joining()));
        }
    }
}
