package dev.parlando.fleet;

// region
import dev.parlando.cache.CacheSettings;
import dev.parlando.cache.CachedSpeech;
import dev.parlando.speech.SpeechSource;
import java.net.URI;

/** A cache that shares its audio with those of other machines. */
final class SharedCacheExample implements AutoCloseable {
    final RedisSpeechStore store;
    final CachedSpeech speech;

    /** Opens a cache in front of an engine, with an address such as {@code redis://localhost}. */
    SharedCacheExample(SpeechSource engine, URI redis) {
        store = RedisSpeechStore.open(RedisSettings.of(redis), "announcements");
        speech = CachedSpeech.over(engine, CacheSettings.DEFAULT.withSharedStore(store));
    }

    @Override
    public void close() {
        speech.close();
        store.close();
    }
}
// endregion
