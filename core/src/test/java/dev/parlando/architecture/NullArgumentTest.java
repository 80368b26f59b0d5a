package dev.parlando.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.reflect.Reflection;
import com.google.common.testing.NullPointerTester;
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.account.AccountKey;
import dev.parlando.account.KeySpec;
import dev.parlando.account.KeyUpdate;
import dev.parlando.account.Permissions;
import dev.parlando.account.SingleUseToken;
import dev.parlando.cache.CacheSettings;
import dev.parlando.cache.CachedSpeech;
import dev.parlando.cache.SharedStore;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.credentials.KeyListener;
import dev.parlando.credentials.Redaction;
import dev.parlando.credits.CreditListener;
import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.ServiceError;
import dev.parlando.error.TransportException;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.fallback.FallbackStep;
import dev.parlando.fallback.Hedging;
import dev.parlando.fallback.ProgramSpeech;
import dev.parlando.fault.CollectedMetrics;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.metrics.MetricRecorder;
import dev.parlando.metrics.SpeechMetrics;
import dev.parlando.network.Proxy;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SegmentedSpeech;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechPublisher;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.ConnectionInfo;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.StreamInfo;
import dev.parlando.text.DialogueLine;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.Segmenter;
import dev.parlando.text.SegmenterSettings;
import dev.parlando.text.SpokenProgress;
import dev.parlando.text.SpokenText;
import dev.parlando.text.TextFilter;
import dev.parlando.text.TextFilters;
import dev.parlando.text.TextSegment;
import dev.parlando.transcript.CaptionFormat;
import dev.parlando.transcript.TimedWord;
import dev.parlando.transcript.Transcript;
import dev.parlando.transcript.VoiceSegment;
import dev.parlando.voice.VoiceQuery;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests that every public member of the core rejects null where it is passed. */
class NullArgumentTest {
    private static final ApiKey KEY = ApiKey.of("sk_0123456789");
    private static final SpeechRequest REQUEST = SpeechRequest.of("Hello");
    private static final SpeechRequest TEMPLATE = SpeechRequest.template().build();
    private static final LiveText LIVE_TEXT = LiveText.of(TEMPLATE);
    private static final SpeechSource IDLE_SOURCE =
            (request, handler, options) -> Reflection.newProxy(SpeechStream.class, (proxy, method, arguments) -> null);

    /** Adds one object of each public class that has a method with an argument. */
    private static NullArgumentCheck withValues(NullArgumentCheck check) {
        return check.samples((Object[]) CaptionFormat.values())
                .samples(CacheSettings.DEFAULT, CachedSpeech.over(IDLE_SOURCE))
                .samples(
                        Hedging.after(Duration.ofSeconds(1)),
                        FallbackStep.of(IDLE_SOURCE),
                        FallbackSpeech.of(FallbackStep.of(IDLE_SOURCE)))
                .samples(ProgramSpeech.raw(OutputFormat.PCM_24000, "cat"))
                .samples(KEY, ApiKeys.of(KEY), Redaction.BY_CONTEXT, Redaction.of(KEY))
                .samples(KeySpec.of("name", Permissions.ALL), KeyUpdate.NONE, SingleUseToken.of("token"))
                .samples(CreditMeterSettings.DEFAULT, CreditMeter.create(CreditMeterSettings.DEFAULT))
                .samples(
                        GovernorSettings.DEFAULT,
                        RetryPolicy.DEFAULT,
                        Timeouts.DEFAULT,
                        Proxy.http("proxy.example.org", 3128))
                .samples(Proxy.socks5("proxy.example.org", 1080))
                .samples(new ServiceError(400, null, null, null, null, null, null, null))
                .samples(new TimelineRecorder(System::nanoTime), new TimedWord("Hello", 0, 0, 1), new Transcript())
                .samples(OutputFormat.PCM_24000, CallOptions.DEFAULT, REQUEST, SpeechRequest.builder("Hello"))
                .samples(new SpeechPublisher(IDLE_SOURCE, REQUEST), SpeechInputStream.open(IDLE_SOURCE, REQUEST))
                .samples(
                        LIVE_TEXT,
                        LiveTextSettings.DEFAULT,
                        LiveText.of(TEMPLATE).reader(Runnable::run))
                .samples(SegmentedSpeech.over(IDLE_SOURCE), new TextSegment("Hello", 0, false))
                .samples(new VoiceSegment("voice", 0, 0, 1, 0, 1), new DialogueLine("voice", "Hello"))
                .samples(VoiceQuery.ALL, VoiceQuery.builder())
                .samples(new ConnectionInfo(1, "address", "h2", null), new StreamInfo(1, null, null, "pcm_24000"))
                .samples(new SpokenText(TextFilters.none()), new SpokenProgress())
                .samples(new Segmenter(SegmenterSettings.DEFAULT), SegmenterSettings.DEFAULT)
                .samples(new AttemptRecord(1, null, 0, 0, 0, null, null, null))
                .samples(new CollectedMetrics())
                .samples(new TransportException("reason", null, RequestProgress.NOT_SENT, null));
    }

    private static AccountKey accountKey() {
        return new AccountKey(
                "id",
                null,
                null,
                null,
                null,
                false,
                null,
                Permissions.ALL,
                null,
                null,
                null,
                List.of(),
                null,
                Map.of());
    }

    @Test
    void rejectsNullInEveryPublicMember() throws InterruptedException {
        SpeechEngineBuilder builder =
                SpeechEngine.builder().baseUrl("http://127.0.0.1:9").apiKey(KEY);
        try (SpeechEngine engine = builder.build();
                SharedGovernor shared = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
                Permit permit = engine.governor().acquire(null, Priority.NORMAL, Duration.ofSeconds(1))) {
            NullArgumentCheck check = withValues(new NullArgumentCheck())
                    .samples(builder, engine, engine.account(), engine.governor(), engine.credentials(), permit)
                    .samples(shared)
                    .samples(engine.stream(REQUEST, chunk -> ChunkAction.CONTINUE))
                    .samples(engine.allVoices(VoiceQuery.ALL), engine.governor().snapshot(null), accountKey())
                    .exempt(KeyListener.class, CreditListener.class, GovernorListener.class, ChunkHandler.class)
                    .exempt(
                            EngineListener.class,
                            SharedStore.class,
                            SpeechMetrics.class,
                            MetricRecorder.class,
                            TextFilter.class,
                            TextFilter.Decisions.class)
                    // A chunk exists during a call of its handler only, and its methods are on the hot path.
                    .exempt(Chunk.class);
            List<Class<?>> types = NullArgumentCheck.publicTypes(CoreModule.CLASSES, CoreRules.PUBLIC_PACKAGES);
            assertThat(types).contains(SpeechEngine.class, CreditMeter.class);
            assertThat(check.findings(types)).isEmpty();
        }
    }

    @Test
    void rejectsNullBeforeSourceOfUserIsCalled() throws NoSuchMethodException {
        Method stream = SpeechSource.class.getMethod("stream", SpeechRequest.class, ChunkHandler.class);
        new NullPointerTester().setDefault(SpeechRequest.class, REQUEST).testMethod(IDLE_SOURCE, stream);
    }
}
