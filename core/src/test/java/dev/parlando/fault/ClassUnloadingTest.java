package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.governor.GovernorListener;
import dev.parlando.speech.ChunkAction;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that an engine keeps neither its own class loader nor that of its first caller in memory. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClassUnloadingTest {
    private static final String NETTY_JFR = "io.netty.jfr.enabled";
    private static final int GC_ROUNDS = 200;
    private static final InheritableThreadLocal<Object> INHERITABLE = new InheritableThreadLocal<>();

    private final String nettyJfr = System.getProperty(NETTY_JFR, "true");
    private ScriptedServer server;

    @BeforeEach
    void start() {
        server = ScriptedServer.start(stream -> stream.audio("audio/pcm").end(new byte[100]));
        // The timer thread of the JDK would keep the loader of the code that uses it first.
        new CompletableFuture<>().completeOnTimeout("", 0, TimeUnit.SECONDS).join();
    }

    @AfterEach
    void stop() {
        System.setProperty(NETTY_JFR, nettyJfr);
        server.close();
    }

    /** The calling thread goes on, as that of a server does. */
    @Test
    void unloadsLibraryOfClosedEngine() throws Exception {
        System.setProperty(NETTY_JFR, "false");

        WeakReference<ClassLoader> loader = speakInOwnLoader(server.baseUrl());

        assertThat(isCollected(loader)).isTrue();
    }

    private static WeakReference<ClassLoader> speakInOwnLoader(URI baseUrl) throws Exception {
        try (URLClassLoader loader = IsolatedClient.loaderWithout("no such library")) {
            assertThat(IsolatedClient.run(loader, "speech", baseUrl)).startsWith("success");
            return new WeakReference<>(loader);
        }
    }

    @Test
    void unloadsFirstCallerWhileEngineRuns() throws Exception {
        try (SharedEngine shared = new SharedEngine()) {
            WeakReference<ClassLoader> plugin = runPlugin(shared, server.baseUrl());

            assertThat(isCollected(plugin)).isTrue();
            assertThat(threadNames()).contains("parlando-io-1", "parlando-ring-1", "parlando-keys");
        }
    }

    private static WeakReference<ClassLoader> runPlugin(SharedEngine shared, URI baseUrl) throws Exception {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        try (URLClassLoader loader = new PluginLoader()) {
            caller.setContextClassLoader(loader);
            Runnable plugin = (Runnable) loader.loadClass(Plugin.class.getName())
                    .getDeclaredConstructor(Runnable.class)
                    .newInstance((Runnable) () -> shared.speak(baseUrl));
            INHERITABLE.set(plugin);
            plugin.run();
            return new WeakReference<>(loader);
        } finally {
            INHERITABLE.remove();
            caller.setContextClassLoader(before);
        }
    }

    private static Set<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static boolean isCollected(WeakReference<?> reference) throws InterruptedException {
        for (int round = 0; round < GC_ROUNDS && reference.get() != null; round++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50); // Threads of the engine may still be ending.
        }
        return reference.get() == null;
    }

    /** The code of a plugin, which makes the first call. */
    public static final class Plugin implements Runnable {
        private final Runnable call;

        /** Creates a plugin; called by reflection. */
        public Plugin(Runnable call) {
            this.call = call;
        }

        @Override
        public void run() {
            call.run();
        }
    }

    /** The class loader of {@link Plugin} alone. */
    private static final class PluginLoader extends URLClassLoader {
        PluginLoader() {
            super(new URL[] {Plugin.class.getProtectionDomain().getCodeSource().getLocation()}, null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(Plugin.class.getName())
                    ? super.loadClass(name, resolve)
                    : ClassUnloadingTest.class.getClassLoader().loadClass(name);
        }
    }

    /** An engine of the application, which keeps running. */
    private static final class SharedEngine implements AutoCloseable {
        private @Nullable SpeechEngine engine;

        void speak(URI baseUrl) {
            SpeechEngine created = SpeechEngine.builder()
                    .baseUrl(baseUrl)
                    .apiKeys(() -> ApiKeys.of(ApiKey.of(FaultFixture.KEY))) // Polled, unlike a fixed key.
                    .keyRefreshInterval(Duration.ofMillis(10))
                    .build();
            engine = created;
            created.governor().addListener(new GovernorListener() {});
            created.stream(FaultFixture.request(), chunk -> ChunkAction.CONTINUE)
                    .join();
        }

        @Override
        public void close() {
            if (engine != null) {
                engine.close();
            }
        }
    }
}
