package dev.parlando.credentials;

/** Provider of keys that never change. Immutable. */
record FixedKeyProvider(ApiKeys keys) implements ApiKeyProvider {
    @Override
    public boolean isFixed() {
        return true;
    }
}
