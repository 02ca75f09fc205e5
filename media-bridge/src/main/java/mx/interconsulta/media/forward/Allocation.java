package mx.interconsulta.media.forward;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mx.interconsulta.media.inbound.InboundStream;
import mx.interconsulta.media.inbound.InboundTrack;

/**
 * Shares out what a subscriber's line carries. Sound goes first and is never weighed. Then each
 * picture, the one that matters most first, gets its smallest form; what is left makes them better
 * in the same order, so that an examination is sharp before faces are. What has no room at all
 * stands still, and the subscriber is told. Better is given with some room to spare, so that
 * pictures do not go back and forth.
 */
public final class Allocation {
  private static final double SPARE = 1.15;

  /** What is sent already may take a little more for a moment: no two seconds are alike. */
  private static final double KEEP = 0.87;

  private static final long CALM_NANOS = 1_500_000_000L;
  private static final int[] HEIGHTS_BY_LAYER = {180, 360, 720};

  /** What a picture takes whose sender is told to hold back no more. */
  private static final long WHOLE_PICTURE = 1_800_000;

  /** What a picture that makes itself fit is given at least. */
  private static final long LEAST_PICTURE = 40_000;

  private final List<Share> shares = new ArrayList<>();
  private long wanted;

  /** One form of a picture: what it costs in bits per second. */
  private record Form(int layer, int temporal, long cost) {}

  private static final class Share {
    final Wish wish;
    final List<Form> forms;
    final boolean fitsItself;
    int chosen = -1;
    boolean done;

    Share(Wish wish, List<Form> forms, boolean fitsItself) {
      this.wish = wish;
      this.forms = forms;
      this.fitsItself = fitsItself;
    }

    long cost() {
      return chosen < 0 ? 0 : cost(chosen);
    }

    /** The smallest form of one that makes itself fit is as small as need be. */
    long cost(int form) {
      long cost = forms.get(form).cost();
      return fitsItself && form == 0 ? Math.min(cost, LEAST_PICTURE) : cost;
    }

    /** Whether the layer that is sent has ended: then there is nothing to stay with. */
    boolean mustMove() {
      int layer = wish.forwarding().targetLayer();
      return layer != Forwarding.NOTHING && forms.stream().noneMatch(form -> form.layer() == layer);
    }
  }

  /**
   * Decides anew and sets every forwarding's target.
   *
   * @param wishes every picture of the subscriber
   * @param capacity what its line carries, in bits per second
   * @param proven whether the line was ever seen to be full; else the first picture is tried even
   *     when it seems too much, for how should the line show what it carries?
   * @param sound what its sounds take of it
   */
  public void decide(List<Wish> wishes, long capacity, boolean proven, long sound, long nowNanos) {
    shares.clear();
    wanted = sound;
    for (Wish wish : wishes) {
      if (wish.height() == 0) {
        settle(wish, Forwarding.NOTHING, 0, "hidden", nowNanos);
        continue;
      }
      List<Form> forms = forms(wish, nowNanos);
      if (forms.isEmpty()) {
        // Nothing comes of it yet: the first key frame of whatever comes is taken.
        settle(wish, 0, Forwarding.ALL_TEMPORAL, "", nowNanos);
        continue;
      }
      long most = forms.get(forms.size() - 1).cost();
      wanted += wish.heldBack() ? Math.max(most, WHOLE_PICTURE) : most;
      InboundTrack track = wish.forwarding().track();
      long measured = track.layer(track.highestLive(nowNanos)).bitsPerSecond(nowNanos);
      boolean fitsItself = proven && wish.fitsItself(measured, nowNanos);
      shares.add(new Share(wish, forms, fitsItself));
    }
    shares.sort(Comparator.comparingInt((Share share) -> share.wish.rank()).reversed());
    long left = capacity * 95 / 100 - sound;
    if (!proven && !shares.isEmpty()) {
      left = Math.max(left, shares.get(0).cost(0));
    }
    left = giveSmallest(left, nowNanos);
    left = improve(left, nowNanos);
    for (Share share : shares) {
      share.wish.budget(proven ? share.cost() + Math.max(0, left) / shares.size() : Long.MAX_VALUE);
      if (share.chosen < 0) {
        settle(share.wish, Forwarding.NOTHING, 0, "bandwidth", nowNanos);
      } else {
        Form form = share.forms.get(share.chosen);
        settle(share.wish, form.layer(), form.temporal(), "", nowNanos);
        leaveWhatIsFarTooMuch(share, nowNanos);
      }
    }
  }

  /**
   * Until the smaller layer's key frame comes the larger goes on; but not one that would keep the
   * line full meanwhile, for the voice is behind it. Nor does one go on that is about to be made
   * smaller: it begins again with the first frame that is.
   */
  private static void leaveWhatIsFarTooMuch(Share share, long nowNanos) {
    Forwarding forwarding = share.wish.forwarding();
    InboundStream current = forwarding.current();
    if (current != null
        && share.fitsItself
        && current.layer() == forwarding.targetLayer()
        && Math.min(current.bitsPerSecond(nowNanos), share.wish.promised(nowNanos))
            > 2 * share.wish.budget()) {
      forwarding.leaveUntilSmaller(nowNanos);
    } else if (current != null
        && current.layer() > forwarding.targetLayer()
        && current.bitsPerSecond(nowNanos) > 2 * share.wish.budget()) {
      forwarding.leave();
    }
  }

  private long giveSmallest(long from, long nowNanos) {
    long left = from;
    for (Share share : shares) {
      long cost = share.cost(0);
      boolean stood = share.wish.pausedFor().equals("bandwidth");
      boolean calm = !stood || nowNanos - share.wish.changedAt() > CALM_NANOS;
      if (calm && cost * (stood ? SPARE : 0.9) <= left) {
        share.chosen = 0;
        left -= cost;
      }
    }
    return left;
  }

  /** Those of one rank step up together, the higher ranks first. */
  private long improve(long from, long nowNanos) {
    long left = from;
    int begin = 0;
    while (begin < shares.size()) {
      int end = begin;
      while (end < shares.size() && shares.get(end).wish.rank() == shares.get(begin).wish.rank()) {
        end++;
      }
      boolean stepped = true;
      while (stepped) {
        stepped = false;
        for (Share share : shares.subList(begin, end)) {
          long paid = step(share, left, nowNanos);
          stepped |= paid >= 0;
          left -= Math.max(0, paid);
        }
      }
      begin = end;
    }
    return left;
  }

  /** One form better, if that fits; what it costs more, or -1. */
  private long step(Share share, long left, long nowNanos) {
    if (share.done || share.chosen < 0 || share.chosen + 1 >= share.forms.size()) {
      return -1;
    }
    Form next = share.forms.get(share.chosen + 1);
    Forwarding forwarding = share.wish.forwarding();
    boolean better =
        next.layer() > forwarding.targetLayer()
            || (next.layer() == forwarding.targetLayer()
                && next.temporal() > forwarding.targetTemporal());
    boolean free = better && !share.mustMove();
    boolean settling = free && nowNanos - share.wish.changedAt() < CALM_NANOS;
    long more = Math.max(0, share.cost(share.chosen + 1) - share.cost());
    if (settling || more * (free ? SPARE : KEEP) > left) {
      share.done = true;
      return -1;
    }
    share.chosen++;
    return more;
  }

  /** From the least to the best that is of use at the height it is shown. */
  private static List<Form> forms(Wish wish, long nowNanos) {
    InboundTrack track = wish.forwarding().track();
    int highest = track.highestLive(nowNanos);
    List<Form> forms = new ArrayList<>();
    for (int layer = 0; layer <= highest; layer++) {
      InboundStream stream = track.layer(layer);
      if (!track.isLive(layer, nowNanos)) {
        continue;
      }
      int temporals = stream.temporalLayers(nowNanos);
      long cost = Math.min(stream.bitsPerSecond(nowNanos), wish.promised(nowNanos));
      // A larger picture that jerks is better than a smaller one only where sharpness matters.
      boolean smallest = forms.isEmpty();
      if (smallest && temporals > 0) {
        forms.add(new Form(layer, 0, Math.min(cost, stream.bitsPerSecond(nowNanos, 0))));
      }
      if ((smallest || wish.detail()) && temporals > 1) {
        forms.add(new Form(layer, 1, Math.min(cost, stream.bitsPerSecond(nowNanos, 1))));
      }
      Form whole = new Form(layer, Forwarding.ALL_TEMPORAL, cost);
      // A layer that is held back for this very line may cost less than a smaller one that is not.
      forms.removeIf(smaller -> smaller.layer() < whole.layer() && smaller.cost() >= whole.cost());
      forms.add(whole);
      int height = stream.height() > 0 ? stream.height() : HEIGHTS_BY_LAYER[layer];
      if (wish.height() > 0 && height >= wish.height()) {
        break;
      }
    }
    return forms;
  }

  private static void settle(Wish wish, int layer, int temporal, String pausedFor, long nowNanos) {
    Forwarding forwarding = wish.forwarding();
    if (forwarding.targetLayer() == layer
        && forwarding.targetTemporal() == temporal
        && wish.pausedFor().equals(pausedFor)) {
      return;
    }
    boolean first = forwarding.targetLayer() == Forwarding.NOTHING && wish.pausedFor().isEmpty();
    wish.pausedFor(pausedFor);
    wish.changedAt(first ? Long.MIN_VALUE / 2 : nowNanos);
    forwarding.target(layer, temporal);
  }

  /** What would be sent if there were room for all of it, in bits per second. */
  public long wanted() {
    return wanted;
  }
}
