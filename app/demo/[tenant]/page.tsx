import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type CSSProperties, cache } from "react";
import { runtime } from "@/server/infra/runtime";
import { findDemoInbox } from "@/server/modules/visitors/demo";
import { Picture } from "./drawings";
import style from "./shop.module.css";
import { shopOf } from "./shops";

type Props = { params: Promise<{ tenant: string }> };

const findShop = cache(async (slug: string) => findDemoInbox(runtime().db, slug));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const inbox = await findShop((await params).tenant);
  return { title: { absolute: inbox?.tenantName ?? "Parley" }, robots: { index: false } };
}

/** The made-up website of a demo business with its chat on it. There is none where there are no demo businesses. */
export default async function DemoShop({ params }: Props) {
  const { tenant } = await params;
  const inbox = await findShop(tenant);
  if (!inbox) notFound();
  const { headline, lead, nav, goods, about, ink } = shopOf(tenant);
  return (
    <div className={style.shop} style={{ "--ink": ink[0], "--ink-dark": ink[1] } as CSSProperties}>
      <header className={style.head}>
        <p className={style.brand}>{inbox.tenantName}</p>
        <nav aria-label={nav}>
          {goods.map(({ id, name }) => (
            <a key={id} href={`#${id}`}>
              {name.replace(/,.*/, "")}
            </a>
          ))}
          <a href="#about">{about.title}</a>
        </nav>
      </header>
      <main className={style.main}>
        <h1>
          {headline[0]} <br />
          {headline[1]}
        </h1>
        <p className={style.lead}>{lead}</p>
        <ul className={style.goods} aria-label={nav}>
          {goods.map((good) => (
            <li key={good.id} id={good.id}>
              <div style={{ background: good.colours[2] }}>
                <Picture good={good} />
              </div>
              <h2>{good.name}</h2>
              <p>{good.price}</p>
            </li>
          ))}
        </ul>
        <section id="about" className={style.about}>
          <h2>{about.title}</h2>
          <p>{about.text}</p>
        </section>
      </main>
      <footer className={style.foot}>
        A made-up website for trying the chat. <a href={`/t/${tenant}/inbox`}>Answer in the inbox</a>
      </footer>
      <script
        async
        src="/widget.js"
        data-inbox={inbox.publicId}
        data-colour={inbox.colour}
        data-icon={inbox.look.icon}
        data-label={inbox.look.label}
        data-side={inbox.look.side}
        data-gap={inbox.look.gap}
      />
    </div>
  );
}
