"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { AttachmentDto } from "../../server/modules/messages/schema";
import type { CannedDto } from "../../server/modules/replies/schema";
import { Checkbox } from "../forms/checkbox";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { showToast } from "../ui/toast-store";
import { CannedFiles } from "./canned-files";
import { VARIABLES } from "./canned-variables";

/** Makes a canned response, from a message too, or changes one. */
export default function CannedDialog(props: {
  canned?: CannedDto;
  content?: string;
  onClose: () => void;
  onSaved?: () => void;
}) {
  const t = useTranslations("inbox.cannedForm");
  const { canned } = props;
  const { api, me } = useWorkspace();
  const mayShare = me.member.permissions.includes("settings_account");
  const area = useRef<HTMLTextAreaElement>(null);
  const [shortCode, setShortCode] = useState(canned?.shortCode ?? "");
  const [content, setContent] = useState(canned?.content ?? props.content ?? "");
  const [isShared, setShared] = useState(canned?.isShared ?? mayShare);
  const [files, setFiles] = useState<readonly AttachmentDto[]>(canned?.files ?? []);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isDirty =
    shortCode !== (canned?.shortCode ?? "") || content !== (canned?.content ?? props.content ?? "");

  async function save() {
    setBusy(true);
    setProblem(null);
    const input = { shortCode, content, isShared, fileIds: files.map((file) => file.fileId) };
    try {
      if (canned) await api.canned.update.mutate({ cannedId: canned.id, ...input });
      else await api.canned.create.mutate(input);
      showToast({ text: t("saved", { code: shortCode.trim().toLowerCase() }) });
      props.onSaved?.();
      props.onClose();
    } catch (error) {
      setProblem(failureOf(error).message || t("offline"));
      setBusy(false);
    }
  }
  function insert(name: string) {
    area.current?.focus();
    const { selectionStart = content.length, selectionEnd = content.length } = area.current ?? {};
    setContent(`${content.slice(0, selectionStart)}{{${name}}}${content.slice(selectionEnd)}`);
  }
  return (
    <Dialog
      title={t(canned ? "editTitle" : "newTitle")}
      onClose={props.onClose}
      isDirty={isDirty}
      isWide
      footer={
        <>
          <Button onClick={props.onClose}>{t("discard")}</Button>
          <Button variant="primary" busy={isBusy} onClick={save}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t("code")} hint={t("codeHint")} error={problem}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={shortCode}
              maxLength={50}
              autoComplete="off"
              onChange={(event) => setShortCode(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("content")}>
          {(control) => (
            <textarea
              {...control}
              ref={area}
              rows={6}
              value={content}
              onChange={(event) => setContent(event.target.value)}
              className="scroll-area block w-full resize-y rounded-8 border border-border-strong bg-surface px-3 py-2 text-message"
            />
          )}
        </Field>
        <div>
          <p className="mb-1.5 text-meta text-text-3">{t("variables")}</p>
          <div className="flex flex-wrap gap-1.5">
            {VARIABLES.map((name) => (
              <Button key={name} size="sm" onClick={() => insert(name)}>
                {`{{${name}}}`}
              </Button>
            ))}
          </div>
        </div>
        <CannedFiles files={files} onChange={setFiles} />
        {mayShare ? (
          <Checkbox
            label={t("shared")}
            checked={isShared}
            onChange={(event) => setShared(event.target.checked)}
          />
        ) : null}
      </form>
    </Dialog>
  );
}
