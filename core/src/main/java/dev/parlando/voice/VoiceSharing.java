package dev.parlando.voice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a voice is shared in the service's library; what the service left out is null, empty or false. Immutable.
 *
 * @param status such as {@code enabled} or {@code copied}
 * @param name its name there
 * @param description a sentence about it there
 * @param category how it was made
 * @param labels its labels there
 * @param imageUrl a picture for it
 * @param publicOwnerId who shares it
 * @param originalVoiceId which voice is shared
 * @param historyItemSampleId what it can be heard by
 * @param date when it was shared
 * @param disableAt when it will be withdrawn
 * @param noticePeriodDays for how many days it stays after its owner has withdrawn it
 * @param whitelistedEmails who may use it, if it is not for all
 * @param enabledInLibrary whether it can be found there
 * @param featured whether it is shown first
 * @param freeUsersAllowed whether free plans may use it
 * @param liveModerationEnabled whether text is moderated as it is spoken
 * @param voiceMixingAllowed whether it may be mixed with others
 * @param financialRewardsEnabled whether its owner is paid
 * @param rate what its use costs, as a multiple
 * @param fiatRate the same in US dollars for 1000 credits
 * @param likedByCount how many like it
 * @param clonedByCount how many have added it
 * @param reviewStatus such as {@code allowed}
 * @param reviewMessage what a review says of it
 * @param banReason why it is banned
 * @param moderationCheck what an automatic check says of it
 * @param readerAppEnabled whether the service's reading app has it
 * @param readerRestrictedOn what that app may read with it; empty for everything
 * @param instagramUsername of its owner
 * @param twitterUsername of its owner
 * @param youtubeUsername of its owner
 * @param tiktokUsername of its owner
 * @param other what else the service said of it: strings, numbers, booleans, lists and maps by name
 */
public record VoiceSharing(
        @Nullable String status,
        @Nullable String name,
        @Nullable String description,
        @Nullable String category,
        Map<String, String> labels,
        @Nullable String imageUrl,
        @Nullable String publicOwnerId,
        @Nullable String originalVoiceId,
        @Nullable String historyItemSampleId,
        @Nullable Instant date,
        @Nullable Instant disableAt,
        @Nullable Long noticePeriodDays,
        List<String> whitelistedEmails,
        boolean enabledInLibrary,
        boolean featured,
        boolean freeUsersAllowed,
        boolean liveModerationEnabled,
        boolean voiceMixingAllowed,
        boolean financialRewardsEnabled,
        @Nullable Double rate,
        @Nullable Double fiatRate,
        @Nullable Long likedByCount,
        @Nullable Long clonedByCount,
        @Nullable String reviewStatus,
        @Nullable String reviewMessage,
        @Nullable String banReason,
        @Nullable ModerationCheck moderationCheck,
        @Nullable Boolean readerAppEnabled,
        List<ReaderResource> readerRestrictedOn,
        @Nullable String instagramUsername,
        @Nullable String twitterUsername,
        @Nullable String youtubeUsername,
        @Nullable String tiktokUsername,
        Map<String, Object> other) {
    /**
     * Tells what an automatic check says of a voice.
     *
     * @param dateChecked when
     * @param nameValue the name that was checked
     * @param nameCheck whether it passed
     * @param descriptionValue the description that was checked
     * @param descriptionCheck whether it passed
     * @param sampleIds the samples that were checked
     * @param sampleChecks the value of each
     * @param captchaIds the captchas that were checked
     * @param captchaChecks the value of each
     * @param other what else the service said of it
     */
    public record ModerationCheck(
            @Nullable Instant dateChecked,
            @Nullable String nameValue,
            @Nullable Boolean nameCheck,
            @Nullable String descriptionValue,
            @Nullable Boolean descriptionCheck,
            List<String> sampleIds,
            List<Double> sampleChecks,
            List<String> captchaIds,
            List<Double> captchaChecks,
            Map<String, Object> other) {}

    /**
     * Names something that the service's reading app may read with a voice.
     *
     * @param resourceType {@code read} or {@code collection}
     * @param resourceId which
     * @param other what else the service said of it
     */
    public record ReaderResource(
            @Nullable String resourceType, @Nullable String resourceId, Map<String, Object> other) {}
}
