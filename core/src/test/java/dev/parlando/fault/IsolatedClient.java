package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.LiveTransport;
import dev.parlando.voice.VoiceQuery;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * A client that a test runs in a class loader of its own, so that all its types other than the JDK's are separate from
 * the test's. It makes the named call twice and returns a description of the second result.
 */
public final class IsolatedClient implements BiFunction<String, URI, String> {
    /** Creates a client; called by reflection. */
    public IsolatedClient() {}

    @Override
    public String apply(String call, URI baseUrl) {
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of("sk_0123456789abcdef"))
                .retryPolicy(RetryPolicy.NONE)
                .build()) {
            describe(call(call, engine));
            return describe(call(call, engine));
        } catch (ParlandoException error) {
            return describe(error);
        }
    }

    private static CompletionStage<?> call(String call, SpeechEngine engine) {
        return switch (call) {
            case "voices" -> engine.voices(VoiceQuery.builder().build());
            case "speech without a voice" -> speak(engine, SpeechRequest.builder("Hello"));
            case "timed speech" ->
                speak(engine, SpeechRequest.builder("Hello").voice("voice1").timestamps(true));
            case "live text" -> speakLive(engine);
            default -> speak(engine, SpeechRequest.builder("Hello").voice("voice1"));
        };
    }

    private static CompletionStage<?> speak(SpeechEngine engine, SpeechRequestBuilder request) {
        return engine.stream(request.build(), chunk -> ChunkAction.CONTINUE).completion();
    }

    private static CompletionStage<?> speakLive(SpeechEngine engine) {
        SpeechRequest template = SpeechRequest.template()
                .voice("voice1")
                .model("eleven_flash_v2_5")
                .outputFormat(OutputFormat.PCM_24000)
                .build();
        LiveText text = LiveText.of(template, LiveTextSettings.DEFAULT.withTransport(LiveTransport.MULTI_STREAM));
        CompletionStage<?> completion =
                engine.stream(text, chunk -> ChunkAction.CONTINUE).completion();
        text.append("Swordfish at dawn");
        text.end();
        return completion;
    }

    private static String describe(CompletionStage<?> stage) {
        try {
            return "success: "
                    + stage.toCompletableFuture()
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join();
        } catch (CompletionException e) {
            return describe(ParlandoException.from(e));
        }
    }

    private static String describe(ParlandoException error) {
        return error.category() + ": " + error.getMessage();
    }

    /** Makes the calls in a class loader, which the result does not refer to. */
    @SuppressWarnings("unchecked")
    static String run(ClassLoader loader, String call, URI baseUrl) throws ReflectiveOperationException {
        Object client = loader.loadClass(IsolatedClient.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        return ((BiFunction<String, URI, String>) client).apply(call, baseUrl);
    }

    /** Returns a class loader for everything on the class path and module path, except one class, as in an older jar. */
    static URLClassLoader loaderWithoutClass(String hidden) throws MalformedURLException {
        return loader(name -> {
            if (name.equals(hidden)) {
                throw new ClassNotFoundException(name);
            }
        });
    }

    /** An observer of the classes that a loader is about to find. */
    @FunctionalInterface
    interface ClassObserver {
        void onClass(String name) throws ClassNotFoundException;
    }

    /** Returns a class loader for everything on the class path and module path, with an observer. */
    static URLClassLoader loader(ClassObserver observer) throws MalformedURLException {
        return new URLClassLoader(urlsWithout(":"), ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                observer.onClass(name);
                return super.findClass(name);
            }
        };
    }

    /** Returns a class loader for everything on the class path and module path, except matching files. */
    static URLClassLoader loaderWithout(String name) throws MalformedURLException {
        return new URLClassLoader(urlsWithout(name), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urlsWithout(String name) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String path : paths()) {
            if (!path.contains(name)) {
                urls.add(new File(path).toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static List<String> paths() {
        StringTokenizer paths = new StringTokenizer(
                System.getProperty("java.class.path", "")
                        + File.pathSeparator
                        + System.getProperty("jdk.module.path", ""),
                File.pathSeparator);
        return Collections.list(paths).stream().map(String.class::cast).toList();
    }
}
