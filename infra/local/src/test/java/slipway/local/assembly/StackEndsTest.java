package slipway.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackEndsTest {
    private static final String THREE = """
            {'Resources':{
              'Top':{'Type':'Test::Thing','Properties':{'P':{'Ref':'Middle'}}},
              'Middle':{'Type':'Test::Thing','Properties':{'P':{'Ref':'Base'}}},
              'Base':{'Type':'Test::Thing'}}}""";

    @TempDir
    private Path folder;

    private Shop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Shop(folder);
    }

    private DeployedStack failed(String template, OnFailure onFailure) {
        List<DeployedStack> begun = new ArrayList<>();
        assertThatThrownBy(() -> StackOperation.run(Shop.NAME, () -> {
                    StackOperation operation = shop.deployer.create(Shop.request(Shop.NAME, template, onFailure));
                    begun.add(operation.stack());
                    return operation;
                }))
                .isInstanceOf(DeploymentFailed.class)
                .hasMessageContaining("Stack shop, Top (Test::Thing): make Top is impossible");
        return begun.getFirst();
    }

    @Test
    void aStackIsDeletedInReverse() {
        DeployedStack stack = shop.create(THREE);

        shop.delete();

        assertThat(shop.things.done).containsExactly("delete shop-Top", "delete shop-Middle", "delete shop-Base");
        assertThat(Shop.states(stack)).endsWith("DELETE_IN_PROGRESS", "DELETE_COMPLETE");
        assertThat(stack.deletedAt()).isNotNull();
        assertThat(shop.deployer.stack(Shop.NAME)).isEmpty();
        assertThat(shop.deployer.stack(stack.id())).contains(stack);
        shop.create(THREE);
    }

    @Test
    void whatAnUpdateMadeOthersNeedGoesAfterThem() {
        shop.create("{'Resources':{'Old':{'Type':'Test::Thing'}}}");
        shop.update("""
                {'Resources':{'Old':{'Type':'Test::Thing','Properties':{'P':{'Ref':'New'}}},
                 'New':{'Type':'Test::Thing'}}}""");

        shop.delete();

        assertThat(shop.things.done).containsExactly("delete shop-Old", "delete shop-New");
    }

    @Test
    void whatIsNeededByWhatCannotBeDeletedStaysAndTheNextTryGoesOn() {
        DeployedStack stack = shop.create(THREE.replace("'Base':{", "'Aside':{'Type':'Test::Thing'},'Base':{"));
        shop.things.impossible.add("delete shop-Middle");

        assertThatThrownBy(shop::delete).hasMessageContaining("delete shop-Middle is impossible");

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(stack.reason()).isEqualTo("The following resource(s) failed to delete: [Middle]. ");
        assertThat(stack.resources()).extracting(StackResource::logicalId).containsExactly("Base", "Middle");
        shop.things.impossible.clear();
        shop.delete();
        assertThat(shop.things.done).containsExactly("delete shop-Middle", "delete shop-Base");
    }

    @Test
    void whatCannotBeDeletedCanBeKept() {
        DeployedStack stack = shop.create(THREE);
        shop.things.impossible.add("delete shop-Middle");
        assertThatThrownBy(shop::delete).isInstanceOf(DeploymentFailed.class);

        StackOperation.run(Shop.NAME, () -> shop.deployer.delete(Shop.NAME, Set.of("Middle"), null));

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(Shop.resources(stack)).containsEntry("Middle", "DELETE_SKIPPED");
    }

    @Test
    void aPolicyKeepsAResource() {
        DeployedStack stack =
                shop.create(THREE.replace("'Base':{", "'Base':{'DeletionPolicy':'RetainExceptOnCreate',"));

        shop.delete();

        assertThat(shop.things.done).containsExactly("delete shop-Top", "delete shop-Middle");
        assertThat(Shop.resources(stack)).containsEntry("Base", "DELETE_SKIPPED");
    }

    @Test
    void aCreationThatFailsGoesBackInReverse() {
        shop.things.impossible.add("make Top");

        DeployedStack stack = failed(THREE, OnFailure.ROLLBACK);

        assertThat(shop.things.done)
                .containsExactly("make Base", "make Middle", "make Top", "delete shop-Middle", "delete shop-Base");
        assertThat(Shop.states(stack))
                .containsExactly("CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE");
        assertThat(stack.resources()).isEmpty();
        assertThatThrownBy(() -> shop.create(THREE)).hasMessageContaining("Stack [shop] already exists");
        assertThatThrownBy(() -> shop.update(THREE)).hasMessageContaining("is in ROLLBACK_COMPLETE state");
        shop.things.impossible.clear();
        shop.delete();
        shop.create(THREE);
    }

    @Test
    void onlyRetainKeepsWhatACreationThatFailedHasMade() {
        shop.things.impossible.add("make Top");

        DeployedStack stack = failed(
                THREE.replace("'Base':{", "'Base':{'DeletionPolicy':'RetainExceptOnCreate',")
                        .replace("'Middle':{", "'Middle':{'DeletionPolicy':'Retain',"),
                OnFailure.ROLLBACK);

        assertThat(shop.things.done).contains("delete shop-Base").doesNotContain("delete shop-Middle");
        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    }

    @Test
    void aCreationThatFailsCanBeGoneAtOnce() {
        shop.things.impossible.add("make Top");

        DeployedStack stack = failed(THREE, OnFailure.DELETE);

        assertThat(Shop.states(stack)).containsExactly("CREATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "DELETE_COMPLETE");
        assertThat(shop.deployer.stacks()).isEmpty();
    }

    @Test
    void aRollbackThatCannotDeleteSaysWhat() {
        shop.things.impossible.addAll(List.of("make Top", "delete shop-Base"));

        DeployedStack stack = failed(THREE, OnFailure.ROLLBACK);

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_FAILED);
        assertThat(stack.reason()).contains("failed to delete: [Base]");
        shop.things.impossible.clear();
        shop.delete();
        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @Test
    void oneThingAtATimeIsDoneToAStack() {
        StackOperation operation = shop.deployer.create(Shop.request(Shop.NAME, THREE, OnFailure.ROLLBACK));

        assertThatThrownBy(() -> shop.update(THREE)).hasMessageContaining("is in CREATE_IN_PROGRESS state");
        assertThatThrownBy(() -> shop.delete()).hasMessageContaining("is in CREATE_IN_PROGRESS state");
        assertThatThrownBy(() -> shop.create(THREE)).hasMessageContaining("already exists");

        operation.run();
        assertThat(operation.stack().status()).isEqualTo(StackStatus.CREATE_COMPLETE);
    }

    @Test
    void everythingIsToldAsItHappens() {
        List<String> told = new ArrayList<>();
        shop.deployer.onEvent(event -> told.add(event.logicalId() + " " + event.status()));

        DeployedStack stack = shop.create("{'Resources':{'Base':{'Type':'Test::Thing'}}}");

        assertThat(told)
                .containsExactly(
                        "shop CREATE_IN_PROGRESS",
                        "Base CREATE_IN_PROGRESS",
                        "Base CREATE_COMPLETE",
                        "shop CREATE_COMPLETE");
        assertThat(stack.events()).allSatisfy(event -> assertThat(event.token()).isEqualTo("token"));
        assertThat(stack.events().getFirst().reason()).isEqualTo("User Initiated");
    }
}
