-- The index is made anew by the worker: it holds smaller chunks now, and where in them each word is.
TRUNCATE "search_chunk";

-- AlterTable
ALTER TABLE "search_chunk" ADD COLUMN     "number" INTEGER NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "search_chunk_tenant_id_number_key" ON "search_chunk"("tenant_id", "number");
