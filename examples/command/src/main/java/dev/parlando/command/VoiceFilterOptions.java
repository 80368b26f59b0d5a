package dev.parlando.command;

import dev.parlando.voice.VoiceQuery;
import dev.parlando.voice.VoiceQueryBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that filter and sort the listed voices. */
final class VoiceFilterOptions {
    @Option(names = "--search", paramLabel = "TEXT", description = "List only voices that match the text.")
    private @Nullable String search;

    @Option(
            names = "--type",
            paramLabel = "NAME",
            description = "Owner: personal, community, default, workspace, non-default, non-community or saved.")
    private @Nullable String type;

    @Option(
            names = "--category",
            paramLabel = "NAME",
            description = "Category: premade, cloned, generated or professional.")
    private @Nullable String category;

    @Option(
            names = "--language",
            split = ",",
            paramLabel = "CODE",
            description = "A language that the voice speaks, such as en; can be repeated.")
    private List<String> languages = List.of();

    @Option(names = "--gender", paramLabel = "NAME", description = "The label gender.")
    private @Nullable String gender;

    @Option(names = "--age", paramLabel = "NAME", description = "The label age.")
    private @Nullable String age;

    @Option(names = "--accent", paramLabel = "NAME", description = "The label accent.")
    private @Nullable String accent;

    @Option(
            names = "--use-case",
            split = ",",
            paramLabel = "NAME",
            description = "The label use_case; can be repeated.")
    private List<String> useCases = List.of();

    @Option(names = "--collection", paramLabel = "ID", description = "The collection of the voice.")
    private @Nullable String collection;

    @Option(names = "--id", split = ",", paramLabel = "ID", description = "A voice id; can be repeated.")
    private List<String> ids = List.of();

    @Option(
            names = "--fine-tuning-state",
            paramLabel = "NAME",
            description = "Fine-tuning state of professional clones, such as fine_tuned.")
    private @Nullable String fineTuningState;

    @Option(
            names = "--min-notice-days",
            paramLabel = "NUMBER",
            description = "Minimum notice, in days, before a voice is withdrawn.")
    private @Nullable Integer minNoticeDays;

    @Option(names = "--high-quality", description = "List only voices of studio quality.")
    private boolean highQuality;

    @Option(names = "--no-custom-rates", description = "Leave out voices with a custom rate.")
    private boolean noCustomRates;

    @Option(names = "--no-live-moderated", description = "Leave out voices whose text is moderated.")
    private boolean noLiveModerated;

    @Option(names = "--sort", paramLabel = "NAME", description = "Sort by name or created_at_unix.")
    private @Nullable String sort;

    @Option(names = "--sort-direction", paramLabel = "NAME", description = "Sort asc or desc.")
    private @Nullable String sortDirection;

    /** Returns the query. Values that the service would reject are rejected here. */
    VoiceQuery query() {
        VoiceQueryBuilder builder = VoiceQuery.builder();
        set(search, builder::search);
        set(type, builder::voiceType);
        set(category, builder::category);
        set(gender, builder::gender);
        set(age, builder::age);
        set(accent, builder::accent);
        set(collection, builder::collectionId);
        set(fineTuningState, builder::fineTuningState);
        set(minNoticeDays, builder::minNoticePeriodDays);
        set(sort, builder::sort);
        set(sortDirection, builder::sortDirection);
        setLists(builder);
        setFlags(builder);
        return builder.build();
    }

    private void setLists(VoiceQueryBuilder builder) {
        set(languages.isEmpty() ? null : languages, builder::languages);
        set(useCases.isEmpty() ? null : useCases, builder::useCases);
        set(ids.isEmpty() ? null : ids, builder::voiceIds);
    }

    private void setFlags(VoiceQueryBuilder builder) {
        set(highQuality ? true : null, builder::highQuality);
        set(noCustomRates ? false : null, builder::includeCustomRates);
        set(noLiveModerated ? false : null, builder::includeLiveModerated);
    }

    private static <T> void set(@Nullable T value, Setter<T> setter) {
        if (value != null) {
            setter.set(value);
        }
    }

    /** A setter of the builder. */
    private interface Setter<T> {
        VoiceQueryBuilder set(T value);
    }
}
