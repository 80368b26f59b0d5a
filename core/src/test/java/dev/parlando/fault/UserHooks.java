package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.credentials.KeyListener;
import dev.parlando.credentials.KeyRejection;
import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.StreamStarted;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One hook of each kind that a user can give to an engine. Each records the names of the threads that call it. Any thread
 * may call them.
 */
final class UserHooks implements AutoCloseable {
    private static final ApiKey FIRST_KEY = ApiKey.of("sk_0123456789abcdef");
    private static final ApiKey SECOND_KEY = ApiKey.of("sk_fedcba9876543210");

    private final Map<String, Set<String>> threads = new ConcurrentHashMap<>();
    private final LogHook log = new LogHook();
    /** Kept here, since the JDK does not keep loggers. */
    private final Logger logger = Logger.getLogger("dev.parlando");

    private final Logger wire = Logger.getLogger("dev.parlando.wire");

    UserHooks() {
        logger.addHandler(log); // Also for the messages of the wire log.
        wire.setLevel(Level.ALL);
    }

    /** Records that a hook is called. */
    void called(String hook) {
        threads.computeIfAbsent(hook, name -> new ConcurrentSkipListSet<>())
                .add(Thread.currentThread().getName());
    }

    /** Returns the names of the threads that have called each hook. */
    Map<String, Set<String>> threads() {
        return threads;
    }

    /** Returns an executor that runs each task itself. */
    Executor executor(String hook) {
        return task -> {
            called(hook);
            task.run();
        };
    }

    void addTo(SpeechEngineBuilder builder, boolean secure) throws Exception {
        if (secure) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustHook()}, null);
            builder.sslContext(context);
        }
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT, executor("executor of the meter"));
        meter.expectIdle(FIRST_KEY.fingerprint(), true);
        meter.addListener(alert -> called("listener of the meter"));
        builder.creditMeter(meter)
                .apiKeys((ApiKeyProvider) () -> {
                    called("key provider");
                    return new ApiKeys(FIRST_KEY, SECOND_KEY);
                })
                .callbackExecutor(executor("executor of the engine"))
                .listener(new EngineListener() {
                    @Override
                    public void onStreamStarted(StreamStarted event) {
                        called("listener of the engine");
                        throw new IllegalStateException("defect of a listener");
                    }
                });
    }

    void addTo(SpeechEngine engine) {
        engine.governor().addListener(new GovernorListener() {
            @Override
            public void onResponse(LimitSnapshot now) {
                called("listener of the governor");
            }
        });
        engine.credentials().addListener(new KeyListener() {
            @Override
            public void onKeyRejected(KeyRejection rejection) {
                called("listener of the keys");
            }
        });
    }

    @Override
    public void close() {
        logger.removeHandler(log);
        wire.setLevel(null);
    }

    /** A handler that may throw in its first chunk. */
    final class HandlerHook implements ChunkHandler {
        private final boolean failing;

        HandlerHook(boolean failing) {
            this.failing = failing;
        }

        @Override
        public void onResponse(SpeechResponse response) {
            called("handler");
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            called("handler");
            if (failing) {
                throw new IllegalStateException("defect of a handler");
            }
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onEnd(SpeechResult result) {
            called("handler");
        }

        @Override
        public void onError(ParlandoException error) {
            called("handler");
        }
    }

    /** The logger of the program. */
    private final class LogHook extends Handler {
        @Override
        public void publish(LogRecord message) {
            called("log of " + message.getLoggerName());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** A trust manager that trusts everyone. */
    private final class TrustHook implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            called("trust manager");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            called("trust manager");
            return new X509Certificate[0];
        }
    }
}
