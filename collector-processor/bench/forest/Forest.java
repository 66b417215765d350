import com.amazon.randomcutforest.RandomCutForest;
import java.lang.management.ManagementFactory;
import java.util.Random;

/**
 * Random Cut Forests, one a series, each scoring and then learning one value a step, all in turn as a service would have them.
 * Prints the most updates a CPU-second of one thread over several rounds. Arguments: models, steps to learn, rounds.
 */
public class Forest {
  private static final int STEPS_A_ROUND = 20;

  public static void main(String[] arguments) {
    int models = Integer.parseInt(arguments[0]);
    int learned = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    RandomCutForest[] forests = new RandomCutForest[models];
    for (int i = 0; i < models; i++) {
      forests[i] = RandomCutForest.builder().dimensions(8).shingleSize(8).internalShinglingEnabled(true)
          .numberOfTrees(50).sampleSize(256).randomSeed(i + 1).build();
    }
    Random random = new Random(1);
    double heard = 0;
    for (int step = 0; step < learned; step++) heard += score(forests, step, random);
    double most = 0;
    for (int round = 0; round < rounds; round++) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int i = 0; i < STEPS_A_ROUND; i++) heard += score(forests, learned + round * STEPS_A_ROUND + i, random);
      double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
      most = Math.max(most, models * STEPS_A_ROUND / seconds);
    }
    if (!(heard > 0)) throw new IllegalStateException("nothing was scored");
    System.out.println(most);
  }

  private static double score(RandomCutForest[] forests, int step, Random random) {
    double sum = 0;
    float day = (float) (1 + 0.6 * Math.sin(2 * Math.PI * step / 1440));
    for (int i = 0; i < forests.length; i++) {
      float[] value = {(20 + i % 128) * day * (0.9f + 0.2f * random.nextFloat())};
      sum += forests[i].getAnomalyScore(value);
      forests[i].update(value);
    }
    return sum;
  }
}
