package dev.parlando.spring.boot;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;

/** Converts the properties into a builder of an engine and a template of requests. Stateless. */
final class EngineSettings {
    /** The variables of {@link ApiKeyProvider#environment()}. */
    private static final List<String> KEY_VARIABLES = List.of(
            "ELEVENLABS_API_KEY_FILE",
            "ELEVENLABS_API_KEY_PRIMARY",
            "ELEVENLABS_API_KEY_SECONDARY",
            "ELEVENLABS_KEY_ACTIVE",
            ApiKey.ENVIRONMENT_VARIABLE);

    private EngineSettings() {}

    static SpeechEngineBuilder engine(ParlandoProperties properties, Environment environment) {
        SpeechEngineBuilder engine =
                SpeechEngine.builder().timeouts(timeouts(properties.timeouts())).governor(limits(properties.limits()));
        setKey(engine, properties, environment);
        if (properties.baseUrl() != null) {
            engine.baseUrl(properties.baseUrl());
        }
        if (properties.voice() != null) {
            engine.defaultVoice(properties.voice());
        }
        if (properties.trustedCertificates() != null) {
            engine.trustedCertificates(properties.trustedCertificates());
        }
        if (properties.closeGrace() != null) {
            engine.closeGrace(properties.closeGrace());
        }
        return engine;
    }

    private static void setKey(SpeechEngineBuilder engine, ParlandoProperties properties, Environment environment) {
        if (properties.apiKey() != null && properties.apiKeyFile() != null) {
            throw PropertyNames.invalid("api-key", "is set together with parlando.api-key-file; leave one of them out");
        }
        Map<String, String> variables = keyVariables(environment);
        if (properties.apiKey() != null) {
            engine.apiKey(ApiKey.of(properties.apiKey()));
        } else if (properties.apiKeyFile() != null) {
            engine.apiKeys(ApiKeyProvider.file(properties.apiKeyFile()));
        } else if (ApiKeyProvider.isSetIn(variables)) {
            engine.apiKeys(ApiKeyProvider.environment(() -> variables));
        }
    }

    private static Map<String, String> keyVariables(Environment environment) {
        Map<String, String> variables = new HashMap<>();
        for (String name : KEY_VARIABLES) {
            String value = environment.getProperty(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        return Map.copyOf(variables);
    }

    private static Timeouts timeouts(ParlandoProperties.Timeouts properties) {
        Timeouts timeouts = Timeouts.DEFAULT;
        if (properties.connect() != null) {
            timeouts = timeouts.withConnect(properties.connect());
        }
        if (properties.responseHeaders() != null) {
            timeouts = timeouts.withResponseHeaders(properties.responseHeaders());
        }
        if (properties.silence() != null) {
            timeouts = timeouts.withSilence(properties.silence());
        }
        return timeouts;
    }

    private static GovernorSettings limits(ParlandoProperties.Limits properties) {
        GovernorSettings limits = GovernorSettings.DEFAULT;
        if (properties.maxConcurrent() != null) {
            limits = PropertyNames.of(
                    "limits.max-concurrent", limits, properties.maxConcurrent(), GovernorSettings::withMaxLimit);
        }
        if (properties.maxQueued() != null) {
            limits = PropertyNames.of(
                    "limits.max-queued", limits, properties.maxQueued(), GovernorSettings::withMaxQueued);
        }
        if (properties.maxWait() != null) {
            limits = PropertyNames.of("limits.max-wait", limits, properties.maxWait(), GovernorSettings::withMaxWait);
        }
        return limits;
    }

    static SpeechRequest template(ParlandoProperties properties) {
        SpeechRequestBuilder template = SpeechRequest.template();
        if (properties.voice() != null) {
            template.voice(properties.voice());
        }
        if (properties.model() != null) {
            template.model(properties.model());
        }
        if (properties.format() != null) {
            template.outputFormat(OutputFormat.parse(properties.format()));
        }
        return template.build();
    }
}
