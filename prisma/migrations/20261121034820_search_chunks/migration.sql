-- CreateTable
CREATE TABLE "search_chunk" (
    "tenant_id" UUID NOT NULL,
    "first_id" UUID NOT NULL,
    "last_id" UUID NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "search_chunk_pkey" PRIMARY KEY ("tenant_id","last_id")
);

-- CreateIndex
CREATE INDEX "search_chunk_words_idx" ON "search_chunk" USING GIN ("words");

-- AddForeignKey
ALTER TABLE "search_chunk" ADD CONSTRAINT "search_chunk_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
