package dev.parlando.internal.json;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.parlando.internal.event.LibraryClasses;

/**
 * A source of JSON factories for the version of Jackson on the class path. Versions before 2.16, which applications pin,
 * have neither pools of buffers nor a limit on the content in errors. Stateless.
 */
final class JsonFactories {
    private static final boolean HAS_POOLS =
            LibraryClasses.find("com.fasterxml.jackson.core.util.JsonRecyclerPools") != null;

    private JsonFactories() {}

    /**
     * Creates a factory that stores no buffers in the calling threads, which would keep them, and with them the class
     * loader. Content that cannot be parsed may hold a secret, so its exceptions repeat as little of it as possible.
     */
    static JsonFactory create() {
        JsonFactoryBuilder builder = new JsonFactoryBuilder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
        if (HAS_POOLS) {
            builder.recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).errorReportConfiguration(silent());
        } else {
            builder.disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING);
        }
        return builder.build();
    }

    private static ErrorReportConfiguration silent() {
        return ErrorReportConfiguration.builder()
                .maxErrorTokenLength(0)
                .maxRawContentLength(0)
                .build();
    }
}
